// cspell:disable: readers slip, and their slips are the point here.
/** What a reader might type, and the sections that answer it: `chapter: heading`, any one will do. */
export interface Judged {
  query: string
  answers: string[]
}

/** Written by a reader of chapters 1–10 before the search was first tried on any of them. */
export const first: Judged[] = [
  // Words, in whatever form they come to mind.
  judge('дескрипторы', '02-process-and-kernel: Системный вызов', '03-ipc: Сокет'),
  judge('зомби', '17-process-per-client: Болезнь вторая: зомби', '02-process-and-kernel: Процесс'),
  judge('нейгл', '09-buffers-and-delivery: Когда байты уходят'),
  judge(
    'полузакрытия',
    '10-turns: Где кончается речь',
    '12-detecting-death: Полузакрытие надо разрешить',
  ),
  judge('идемпотентность', '22-udp-loss: Спросить ещё раз'),
  judge('рамки', '08-byte-stream: Рамка', '10-turns: Где кончается реплика'),
  judge('дедлайн', '20-deadline: Крайний срок', '06-five-bad-clients: Лечим сервер'),
  judge('бэклог', '14-connection-queue: Сколько мест', '14-connection-queue: Очередь соединений'),

  // Two or three words.
  judge(
    'порт занят',
    '23-network-errors: Адрес занят',
    '17-process-per-client: Болезнь третья: наследство',
  ),
  judge(
    'очередью соединений',
    '14-connection-queue: Сколько мест',
    '14-connection-queue: Очередь соединений',
  ),
  judge(
    'слипаются сообщения',
    '08-byte-stream: Слиплось и раскрошилось',
    '08-byte-stream: Сервер, который считает сообщения',
  ),
  judge(
    'сброс соединения',
    '23-network-errors: Кто сбросил соединение',
    '10-turns: Разговор через терминал',
    '06-five-bad-clients: Пять дурных клиентов',
  ),
  judge('буфер приема', '09-buffers-and-delivery: Куда пишет send()', '22-udp-loss: Что пропадает'),
  judge('максимальный размер датаграммы', '21-udp-datagrams: Сколько поместится'),
  judge('потеря пакетов udp', '22-udp-loss: Что пропадает'),
  judge('осиротевшие процессы', '17-process-per-client: Болезнь третья: наследство'),
  judge(
    'таймаут на connect',
    '19-call-timeout: Не дозвонились, не дождались, отказано',
    '19-call-timeout: Что осталось после таймаута',
    '20-deadline: Как таймаут устроен',
  ),
  judge(
    'четверка адресов и портов',
    '04-address: Четыре числа одного разговора',
    '04-address: Адрес',
  ),
  judge(
    'тройное рукопожатие',
    '05-first-server: Что делает ядро, а что — мы',
    '05-first-server: Сервер, какой пишут первым',
    '13-blocking: Демонстрация, которая ничего не демонстрирует',
  ),
  judge('ipv6 квадратные скобки', '04-address: Как адрес пишут', '04-address: Адрес'),
  judge(
    'unix-сокеты',
    '03-ipc: Откуда они взялись',
    '03-ipc: Сокет',
    '03-ipc: Один разговор, две линии',
  ),

  // Questions.
  judge(
    'как узнать, что клиент отключился',
    '12-detecting-death: Как узнать о смерти',
    '12-detecting-death: Когда умирает узел',
    '10-turns: Где кончается речь',
  ),
  judge('udp быстрее tcp?', '22-udp-loss: Так ли он быстр'),
  judge('почему нельзя слушать порт 80', '07-who-sees-which-address: Какой порт взять'),
  judge('что будет, если очередь переполнена', '14-connection-queue: Что с восьмым'),
  judge(
    'сколько потоков выдержит сервер',
    '24-whole-answer: Потоки или один цикл',
    '18-prefork: Сколько стоит процесс',
  ),
  judge('recv вернул 0', '10-turns: Где кончается речь', '10-turns: Всегда ли ноль — это конец'),

  // Names of calls, parameters and errors.
  judge(
    'EADDRINUSE',
    '23-network-errors: Адрес занят',
    '23-network-errors: Отказало своё ядро',
    '17-process-per-client: Болезнь третья: наследство',
  ),
  judge(
    'econnrefused',
    '23-network-errors: Отказ, тупик и молчание',
    '19-call-timeout: Не дозвонились, не дождались, отказано',
    '21-udp-datagrams: Никого нет дома',
  ),
  judge('time_wait', '11-closing: Состояния соединения', '23-network-errors: Адрес занят'),
  judge(
    'CLOSE-WAIT',
    '11-closing: Состояния соединения',
    '17-process-per-client: Болезнь первая: две копии одного дескриптора',
    '17-process-per-client: Сервер, больной трижды',
  ),
  judge('settimeout(0)', '19-call-timeout: Что значат null и ноль'),
  judge('SO_REUSEPORT', '18-prefork: Процессы, готовые заранее', '23-network-errors: Адрес занят'),
  judge(
    'keepalive',
    '12-detecting-death: Тот, кто читает',
    '12-detecting-death: Когда умирает узел',
  ),

  // Parts of identifiers.
  judge('nodelay', '09-buffers-and-delivery: Когда байты уходят'),
  judge('half open', '12-detecting-death: Полузакрытие надо разрешить'),

  // Slips of typing.
  judge(
    'межпроцесное взаимодействие',
    '03-ipc: Четыре дороги',
    '03-ipc: Как процессы говорят друг с другом',
  ),
  judge(
    'дейтограмма',
    '21-udp-datagrams: Один ящик на всех',
    '21-udp-datagrams: Границы',
    '03-ipc: Сокет',
  ),

  // Only code answers.
  judge(
    'readUInt32BE',
    '08-byte-stream: Посылка с длиной',
    '09-buffers-and-delivery: Всегда ли доходит',
  ),
  judge(
    'tcp_keepidle',
    '12-detecting-death: Тот, кто читает',
    '12-detecting-death: Когда умирает узел',
    '12-detecting-death: То же в обычном Node',
  ),
]

/** Written after the search had been made better on the first ones, and never used for that. */
export const second: Judged[] = [
  judge('кто закрывает сокет', '11-closing: Кто закроет за нас'),
  judge(
    'утечка дескрипторов',
    '11-closing: Закроет ли сборщик мусора',
    '11-closing: Кто закроет за нас',
  ),
  judge('EMFILE', '06-five-bad-clients: Сколько клиентов примет цикл'),
  judge('localhost или 0.0.0.0', '07-who-sees-which-address: Кто видит какой адрес'),
  judge(
    'разрезанные русские буквы',
    '08-byte-stream: Разрезанная буква',
    '06-five-bad-clients: Лечим сервер',
  ),
  judge(
    'abort signal',
    '19-call-timeout: То же в обычном Node',
    '20-deadline: То же в обычном Node',
  ),
  judge('монотонных часов', '20-deadline: Крайний срок'),
  judge('клиент шлёт по одному байту', '20-deadline: Капельница'),
  judge('EAGAIN', '19-call-timeout: Что значат null и ноль', '20-deadline: Как таймаут устроен'),
  judge('поздние ответы', '19-call-timeout: Что осталось после таймаута'),
  judge(
    'почему в ноде нет fork',
    '18-prefork: Почему в Node нет fork()',
    '17-process-per-client: Как процесс достаётся клиенту',
  ),
  judge(
    'cluster',
    '18-prefork: То же самое в обычном Node',
    '17-process-per-client: То же самое в обычном Node',
  ),
  judge('контрольная сума', '21-udp-datagrams: Сразу и без проверки?'),
  judge('msg_trunc', '21-udp-datagrams: Границы'),
  judge('content-length', '24-whole-answer: Ответ, который дочитывают', '24-whole-answer: Клиент'),
  judge('epoll', '24-whole-answer: Потоки или один цикл', '28-epoll: epoll'),
  judge(
    'somaxconn',
    '14-connection-queue: Сколько мест',
    '14-connection-queue: Очередь соединений',
  ),
  judge(
    'каналы и общая память',
    '03-ipc: Четыре дороги',
    '03-ipc: Как процессы говорят друг с другом',
  ),
  judge('getaddrinfo', '04-address: Имя', '07-who-sees-which-address: Кто видит какой адрес'),
  judge(
    'writableLength',
    '09-buffers-and-delivery: То же в обычном Node',
    '33-node-net: Что отвечает write()',
  ),
]

export function judge(query: string, ...answers: string[]): Judged {
  return { query, answers }
}
