import { accessSync, constants } from 'node:fs'

/** A refusal of the system, in the words of the user's language. */
export interface SystemFault {
  /** The file or folder that it is about, as the system was asked. */
  readonly path?: string
  readonly fact: string
  readonly remedy: string
}

interface SystemError extends NodeJS.ErrnoException {
  readonly dest?: string
}

/** What the machine does not allow, or has no more of; nothing where the error may be a bug of ours. */
export function readSystemError(error: unknown): SystemFault | undefined {
  const found = findCause(error)
  // Of other files that are not there we ourselves may be to blame.
  const code = found?.code === 'ENOENT' ? found.syscall : found?.code
  const [fact, remedy] = FAULTS[code ?? ''] ?? []
  if (found === undefined || fact === undefined || remedy === undefined) return undefined
  const told = { fact: `${describe(found, fact)} (${found.code})`, remedy }
  const path = found.dest ?? found.path
  // Of a command that cannot be started the path is its mere name.
  return path?.includes('/') ? { ...told, path } : told
}

/** Libraries wrap the system's own error in theirs. */
function findCause(error: unknown): SystemError | undefined {
  for (let one = error; one instanceof Error; one = one.cause) {
    const { code, syscall } = one as SystemError
    if (code !== undefined && syscall !== undefined) return one as SystemError
  }
  return undefined
}

function describe({ code, path = '', syscall = '' }: SystemError, fact: string): string {
  if (code !== 'EACCES' || syscall.startsWith('spawn')) return fact
  return isForReading(syscall, path) ? 'нет права на чтение' : 'нет права на запись'
}

/** The system does not tell what a file was to be opened for. */
function isForReading(syscall: string, path: string): boolean {
  if (syscall !== 'open') return /^(read|scandir|stat|lstat|access|realpath|opendir)/.test(syscall)
  try {
    accessSync(path, constants.R_OK)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES'
  }
}

const FREE = 'Освободите место и повторите команду.'
const ALLOW = 'Разрешите это себе: chmod u+rwX или chown.'
const WAY = 'Уберите отсюда файл или возьмите другой путь.'

const FAULTS: Readonly<Record<string, readonly [fact: string, remedy: string]>> = {
  EACCES: ['нет права', ALLOW],
  EPERM: ['система этого не разрешает', ALLOW],
  EROFS: ['файловая система только для чтения', 'Возьмите папку там, где можно писать.'],
  ENOSPC: ['кончилось место на диске', FREE],
  EDQUOT: ['кончилась квота на диске', FREE],
  EFBIG: ['файл больше, чем здесь бывает', FREE],
  EIO: ['диск не читается или не пишется', 'Проверьте диск.'],
  EMFILE: ['кончились дескрипторы', 'Поднимите предел: ulimit -n 4096, и повторите команду.'],
  ENFILE: ['во всей системе кончились дескрипторы', 'Закройте лишние программы.'],
  EAGAIN: [
    'система не даёт запустить ещё один процесс',
    'Закройте лишние программы или поднимите предел: ulimit -u.',
  ],
  ENOMEM: ['не хватает памяти', 'Закройте лишние программы и повторите команду.'],
  ENOTDIR: ['на пути к папке стоит файл', WAY],
  EEXIST: ['на месте папки стоит файл или ссылка, которая никуда не ведёт', WAY],
  EISDIR: ['на месте файла стоит папка', 'Уберите её отсюда или возьмите другой путь.'],
  ENAMETOOLONG: ['имя длиннее, чем здесь бывает', 'Возьмите имя или путь короче.'],
  ELOOP: ['ссылка ведёт сама в себя', 'Удалите её или возьмите другой путь.'],
  EXDEV: ['папка лежит на двух дисках сразу', 'Возьмите папку, которая вся на одном.'],
  ETXTBSY: ['файл как раз выполняется', 'Закройте программу, которая его держит.'],
  EBUSY: ['файл или папка заняты', 'Закройте программу, которая их держит.'],
  mkdir: ['здесь система не даёт создать папку', 'Возьмите другой путь.'],
  mkdtemp: ['нет папки для временных файлов', 'Создайте её или поправьте TMPDIR.'],
  EADDRNOTAVAIL: ['такого адреса у этой машины нет', 'Включите сеть lo: ip link set lo up.'],
}
