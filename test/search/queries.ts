// cspell:disable: readers slip, and their slips are the point here.
/** What a reader might type, and the sections that answer it: `chapter: heading`, any one will do. */
export interface Judged {
  query: string
  answers: string[]
}

/** Written by a reader of chapters 1–10 before the search was first tried on any of them. */
export const first: Judged[] = [
  // Words, in whatever form they come to mind.
  judge('дескрипторы', '01-what-is-a-socket: Системный вызов', '01-what-is-a-socket: Сокет'),
  judge('зомби', '07-processes: Болезнь вторая: зомби', '01-what-is-a-socket: Процесс'),
  judge('нейгл', '03-byte-stream: Когда байты уходят'),
  judge(
    'полузакрытия',
    '04-connection-life: Где кончается речь',
    '04-connection-life: Полузакрытие надо разрешить',
  ),
  judge('идемпотентность', '09-udp: Спросить ещё раз'),
  judge('рамки', '03-byte-stream: Рамка', '04-connection-life: Где кончается реплика'),
  judge('дедлайн', '08-timeouts: Крайний срок', '02-first-server: Лечим сервер'),
  judge('бэклог', '05-blocking: Очередь соединений'),

  // Two or three words.
  judge('порт занят', '10-errors: Адрес занят', '07-processes: Болезнь третья: наследство'),
  judge('очередью соединений', '05-blocking: Очередь соединений'),
  judge(
    'слипаются сообщения',
    '03-byte-stream: Слиплось и раскрошилось',
    '03-byte-stream: Сервер, который считает сообщения',
  ),
  judge(
    'сброс соединения',
    '10-errors: Кто сбросил соединение',
    '04-connection-life: Разговор через терминал',
    '02-first-server: Пять дурных клиентов',
  ),
  judge('буфер приема', '03-byte-stream: Куда пишет send()', '09-udp: Что пропадает'),
  judge('максимальный размер датаграммы', '09-udp: Сколько поместится'),
  judge('потеря пакетов udp', '09-udp: Что пропадает'),
  judge('осиротевшие процессы', '07-processes: Болезнь третья: наследство'),
  judge(
    'таймаут на connect',
    '08-timeouts: Не дозвонились, не дождались, отказано',
    '08-timeouts: Что осталось после таймаута',
    '08-timeouts: Как таймаут устроен',
  ),
  judge('четверка адресов и портов', '01-what-is-a-socket: Адрес'),
  judge(
    'тройное рукопожатие',
    '02-first-server: Что делает ядро, а что — мы',
    '02-first-server: Сервер, какой пишут первым',
    '05-blocking: Демонстрация, которая ничего не демонстрирует',
  ),
  judge('ipv6 квадратные скобки', '01-what-is-a-socket: Адрес'),
  judge(
    'unix-сокеты',
    '01-what-is-a-socket: Откуда они взялись',
    '01-what-is-a-socket: Сокет',
    '01-what-is-a-socket: То же самое в обычном Node',
  ),

  // Questions.
  judge(
    'как узнать, что клиент отключился',
    '04-connection-life: Как узнать о смерти',
    '04-connection-life: Когда умирает узел',
    '04-connection-life: Где кончается речь',
  ),
  judge('udp быстрее tcp?', '09-udp: Так ли он быстр'),
  judge('почему нельзя слушать порт 80', '02-first-server: Какой порт взять'),
  judge('что будет, если очередь переполнена', '05-blocking: Что с восьмым'),
  judge(
    'сколько потоков выдержит сервер',
    '10-errors: Потоки или один цикл',
    '07-processes: Сколько стоит процесс',
  ),
  judge(
    'recv вернул 0',
    '04-connection-life: Где кончается речь',
    '04-connection-life: Всегда ли ноль — это конец',
  ),

  // Names of calls, parameters and errors.
  judge(
    'EADDRINUSE',
    '10-errors: Адрес занят',
    '10-errors: Отказало своё ядро',
    '07-processes: Болезнь третья: наследство',
  ),
  judge(
    'econnrefused',
    '10-errors: Отказ, тупик и молчание',
    '08-timeouts: Не дозвонились, не дождались, отказано',
    '09-udp: Никого нет дома',
  ),
  judge('time_wait', '04-connection-life: Состояния соединения', '10-errors: Адрес занят'),
  judge(
    'CLOSE-WAIT',
    '04-connection-life: Состояния соединения',
    '07-processes: Болезнь первая: две копии одного дескриптора',
    '07-processes: Сервер, больной трижды',
  ),
  judge('settimeout(0)', '08-timeouts: Что значат null и ноль'),
  judge('SO_REUSEPORT', '07-processes: Процессы, готовые заранее', '10-errors: Адрес занят'),
  judge('keepalive', '04-connection-life: Когда умирает узел'),

  // Parts of identifiers.
  judge('nodelay', '03-byte-stream: Когда байты уходят'),
  judge('half open', '04-connection-life: Полузакрытие надо разрешить'),

  // Slips of typing.
  judge('межпроцесное взаимодействие', '01-what-is-a-socket: Как процессы говорят друг с другом'),
  judge(
    'дейтограмма',
    '09-udp: Один ящик на всех',
    '09-udp: Границы',
    '01-what-is-a-socket: Сокет',
  ),

  // Only code answers.
  judge('readUInt32BE', '03-byte-stream: Посылка с длиной', '03-byte-stream: Всегда ли доходит'),
  judge(
    'tcp_keepidle',
    '04-connection-life: Когда умирает узел',
    '04-connection-life: Что рвёт await using',
  ),
]

/** Written after the search had been made better on the first ones, and never used for that. */
export const second: Judged[] = [
  judge('кто закрывает сокет', '04-connection-life: Кто закроет за нас'),
  judge('утечка дескрипторов', '04-connection-life: Кто закроет за нас'),
  judge('EMFILE', '02-first-server: Сколько клиентов примет цикл'),
  judge('localhost или 0.0.0.0', '02-first-server: Кто видит какой адрес'),
  judge(
    'разрезанные русские буквы',
    '03-byte-stream: Разрезанная буква',
    '02-first-server: Лечим сервер',
  ),
  judge('abort signal', '08-timeouts: То же в обычном Node', '10-errors: То же в обычном Node'),
  judge('монотонных часов', '08-timeouts: Крайний срок'),
  judge('клиент шлёт по одному байту', '08-timeouts: Капельница'),
  judge(
    'EAGAIN',
    '10-errors: Не отказ, а «позже»',
    '08-timeouts: Что значат null и ноль',
    '08-timeouts: Как таймаут устроен',
  ),
  judge('поздние ответы', '08-timeouts: Что осталось после таймаута'),
  judge(
    'почему в ноде нет fork',
    '07-processes: Почему в Node нет fork()',
    '07-processes: Как процесс достаётся клиенту',
  ),
  judge('cluster', '07-processes: То же самое в обычном Node'),
  judge('контрольная сума', '09-udp: Что ядро всё-таки делает'),
  judge('msg_trunc', '09-udp: Границы'),
  judge('content-length', '10-errors: Ответ, который дочитывают', '10-errors: Клиент'),
  judge('epoll', '10-errors: Потоки или один цикл'),
  judge('somaxconn', '05-blocking: Очередь соединений'),
  judge('каналы и общая память', '01-what-is-a-socket: Как процессы говорят друг с другом'),
  judge('getaddrinfo', '01-what-is-a-socket: Имя', '02-first-server: Кто видит какой адрес'),
  judge('writableLength', '03-byte-stream: То же в обычном Node'),
]

function judge(query: string, ...answers: string[]): Judged {
  return { query, answers }
}
