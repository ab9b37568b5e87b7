import { formatAddress, type Target } from '../address/address.ts'

/** What happened and what to do about it, or undefined for an error nobody has written about. */
export function explain(code: string, syscall: string, target?: Target): string | undefined {
  if (code === 'EINVAL' && target !== undefined && lacksInterface(target)) return INTERFACE
  const remedy = remedies[`${syscall} ${code}`] ?? remedies[code]
  return remedy?.(target === undefined ? 'адрес' : describePlace(target))
}

/** An address that is unique on one link only says nothing without the link: RFC 4007. */
function lacksInterface(target: Target): boolean {
  return 'address' in target && /^fe[89ab][0-9a-f]:[^%]*$/i.test(target.address ?? '')
}

const INTERFACE =
  'адрес fe80::… есть у каждого интерфейса: допишите номер своего, fe80::1%2 (if_nametoindex())'

function describePlace(target: Target): string {
  if ('path' in target) return `путь ${formatAddress(target)}`
  return `порт ${target.port ?? 0}`
}

const remedies: Record<string, (place: string) => string> = {
  EACCES: (place) => `${place} доступен не всем: порты ниже 1024 и чужие файлы требуют прав`,
  'sendto EACCES': () => 'рассылать всем можно после setsockopt(SOL_SOCKET, SO_BROADCAST, 1)',
  EADDRINUSE: (place) =>
    `${place} занят: остановите другую программу, выберите другой или, если сервер только что ` +
    'закрыт, включите SO_REUSEADDR до bind()',
  EADDRNOTAVAIL: () => 'у этой машины нет такого адреса: возьмите 127.0.0.1 или адрес из ip addr',
  EAFNOSUPPORT: () => 'этот вид адреса или сокета система не поддерживает: проверьте семейство',
  EAGAIN: () =>
    'сейчас вызов заставил бы ждать, а сокет ждать не велено: повторите, когда poll() скажет',
  'connect EAGAIN': (place) => `${place}: очередь сервера полна, повторите позже`,
  EALREADY: () => 'соединение уже устанавливается: дождитесь POLLOUT и прочтите SO_ERROR',
  EBADF: () => 'сокет уже закрыт: вызовите этот метод до close() и до конца блока с using',
  'poll EBADF': () => 'среди тех, кого ждут, есть закрытый сокет: его не дождаться',
  'select EBADF': () => 'среди тех, кого ждут, есть закрытый сокет: его не дождаться',
  ECONNABORTED: () => 'клиент ушёл, не дождавшись accept(): принимайте следующего',
  ECONNREFUSED: (place) => `${place}: там никто не слушает; запустите сервер или проверьте адрес`,
  ECONNRESET: () => 'другая сторона оборвала соединение (RST): считайте его потерянным',
  EDESTADDRREQ: () => 'неизвестно, кому слать: укажите адрес в sendto() или вызовите connect()',
  EHOSTUNREACH: () => 'до этого узла нет пути: проверьте адрес и сеть',
  EINPROGRESS: () => 'соединение устанавливается: дождитесь POLLOUT и прочтите SO_ERROR',
  EINVAL: () => 'вызов в этом состоянии сокета не имеет смысла: проверьте порядок вызовов',
  'bind EINVAL': () => 'сокет уже привязан к адресу: bind() вызывают один раз',
  'signalfd EINVAL': () => 'SIGKILL и SIGSTOP не услышать никому: назовите другие сигналы',
  'accept EINVAL': () => 'сокет не слушает: сначала bind() и listen()',
  EISCONN: () => 'сокет уже соединён: для другого собеседника создайте новый',
  EMFILE: () => 'открыто слишком много дескрипторов: закрывайте лишние или поднимите ulimit -n',
  ENFILE: () => 'в системе открыто слишком много файлов: закройте лишние программы',
  EMSGSIZE: () => 'датаграмма слишком велика: в UDP по IPv4 помещается не больше 65507 байт',
  ENETUNREACH: () => 'до этой сети нет пути: проверьте адрес и подключение',
  ENOENT: (place) => `${place}: такого файла нет, сервер ещё не создал свой сокет`,
  ENOPROTOOPT: () => 'такого параметра у сокета на этом уровне нет: проверьте level и option',
  ENOTCONN: () => 'сокет ни с кем не соединён: сначала connect() или accept()',
  ENOTSOCK: () => 'этот дескриптор — не сокет',
  EOPNOTSUPP: () => 'сокет этого вида такого вызова не поддерживает: проверьте его тип',
  'epoll_ctl EPERM': () =>
    'этот вид файла не наблюдают: обычный файл готов всегда, ждут сокеты, каналы и терминалы',
  'epoll_ctl EINVAL': () =>
    'так наблюдать нельзя: себя самого, с exclusive через modify() или вместе с oneShot',
  'epoll_ctl ELOOP': () => 'Epoll наблюдают друг за другом по кругу: разорвите круг',
  EPERM: () => 'система не разрешила этот вызов: нужны другие права',
  EPIPE: () => 'соединение уже закрыто для записи: слать в него больше нечего',
  EPROTOTYPE: () => 'у этого дескриптора сокет другого типа: возьмите Socket.fromFd()',
  EPROTONOSUPPORT: () => 'такого протокола у этого семейства и типа нет',
  'epoll_ctl EEXIST': () => 'этот сокет уже добавлен: другие события задаёт modify()',
  'epoll_ctl ENOENT': () => 'этот сокет не добавлен или уже закрыт: сначала add()',
  ENOTDIR: (place) => `${place}: часть пути — не каталог`,
  ETIMEDOUT: () => 'время вышло, а ответа нет: ждите дольше или повторите',
}
