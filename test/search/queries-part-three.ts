import { type Judged, judge } from './queries.ts'

/** Of chapters 25–33: written when they were, and never used to make the search better. */
export const third: Judged[] = [
  judge(
    'телнет',
    '25-telnet: Telnet: поговорить с сервером руками',
    '25-telnet: Что посылает telnet',
  ),
  judge(
    'IAC',
    '25-telnet: Три байта — и прочь?',
    '25-telnet: Что посылает telnet',
    '25-telnet: Автомат',
  ),
  judge('redis', '25-telnet: Чужие серверы'),
  judge('русские буквы в telnet', '25-telnet: А теперь по-русски'),
  judge(
    'неблокирующий сокет',
    '26-nonblocking: Неблокирующие сокеты',
    '26-nonblocking: Что отвечают вместо ожидания',
    '26-nonblocking: Неблокирующий — ещё не асинхронный',
  ),
  judge('цена опроса', '26-nonblocking: Цена опроса'),
  judge(
    'клиент шлёт и не читает',
    '26-nonblocking: Застрявший клиент',
    '30-stuck-client: Застрявший клиент',
    '30-stuck-client: Кого мы отключаем',
  ),
  judge('FD_SETSIZE', '27-select-and-poll: select и его тысяча'),
  judge('EINPROGRESS', '27-select-and-poll: Соединиться, не дожидаясь'),
  judge('POLLHUP', '27-select-and-poll: Ушёл ли клиент'),
  judge('edge triggered', '28-epoll: По уровню и по фронту'),
  judge('EPOLLEXCLUSIVE', '28-epoll: Кого разбудит звонок'),
  judge('бешеный цикл EMFILE', '28-epoll: Событие, которое не кончается'),
  judge(
    'цикл событий руками',
    '29-event-loop: Цикл событий',
    '29-event-loop: Круг, по которому ходит поток',
  ),
  judge('setTimeout 0', '29-event-loop: Ноль — это когда'),
  judge('куча таймеров', '29-event-loop: Таймеры'),
  judge('разбудить цикл из потока', '29-event-loop: Кто разбудит спящего'),
  judge(
    'backpressure',
    '30-stuck-client: Трое у порога',
    '30-stuck-client: Застрявший клиент',
    '30-stuck-client: Очередь на отправку',
  ),
  judge('корутины', '31-generators: Планировщик', '31-generators: Генераторы'),
  judge('yield со звёздочкой', '31-generators: Звёздочка справа'),
  judge('отменить промис', '32-async-await: Отменяют работу, а не обещание'),
  judge('await null', '32-async-await: await никого не впускает'),
  judge('сколько памяти берёт сопрограмма', '32-async-await: Сколько весит спящий'),
  judge(
    'drain',
    '33-node-net: Что отвечает write()',
    '09-buffers-and-delivery: То же в обычном Node',
  ),
  judge('сравнение серверов', '33-node-net: Все рядом'),
]
