import { describeLookUp } from '../native/names.ts'
import { isDarwin } from '../system/platform.ts'

// netdb.h; the names are those of `dns.lookup`, which calls an unknown name ENOTFOUND
const codes: Record<number, string> = isDarwin
  ? {
      1: 'EAI_ADDRFAMILY',
      2: 'EAI_AGAIN',
      3: 'EAI_BADFLAGS',
      4: 'EAI_FAIL',
      5: 'EAI_FAMILY',
      6: 'EAI_MEMORY',
      7: 'ENOTFOUND',
      8: 'ENOTFOUND',
      9: 'EAI_SERVICE',
      10: 'EAI_SOCKTYPE',
      11: 'EAI_SYSTEM',
      12: 'EAI_BADHINTS',
      13: 'EAI_PROTOCOL',
      14: 'EAI_OVERFLOW',
    }
  : {
      [-1]: 'EAI_BADFLAGS',
      [-2]: 'ENOTFOUND',
      [-3]: 'EAI_AGAIN',
      [-4]: 'EAI_FAIL',
      [-5]: 'ENOTFOUND',
      [-6]: 'EAI_FAMILY',
      [-7]: 'EAI_SOCKTYPE',
      [-8]: 'EAI_SERVICE',
      [-9]: 'EAI_ADDRFAMILY',
      [-10]: 'EAI_MEMORY',
      [-11]: 'EAI_SYSTEM',
      [-12]: 'EAI_OVERFLOW',
    }

const remedies: Record<string, string> = {
  EAI_AGAIN: 'сервер имён не отвечает: проверьте сеть и повторите',
  ENOTFOUND: 'такого имени нет: проверьте, нет ли в нём опечатки',
  EAI_ADDRFAMILY: 'у этого узла нет адресов такого семейства: спросите о другом или о любом',
  EAI_BADFLAGS: 'такого сочетания флагов AI_… нет: AI_CANONNAME, например, нужно имя',
  EAI_FAIL: 'сервер имён ответил ошибкой, которая не пройдёт: проверьте имя',
  EAI_FAMILY: 'такого семейства адресов нет: возьмите AF_INET, AF_INET6 или AF_UNSPEC',
  EAI_SERVICE: 'такой службы у этого типа сокета нет: укажите порт числом',
  EAI_SOCKTYPE: 'такого типа сокета нет: возьмите SOCK_STREAM или SOCK_DGRAM',
}

/** A name that could not be translated. */
export class LookUpError extends Error {
  readonly code: string
  readonly errno: number
  readonly syscall: string
  readonly hostname: string | null

  constructor(syscall: string, error: number, hostname: string | null) {
    const code = codes[error] ?? `EAI_${error}`
    super(`${syscall} ${code} ${hostname}: ${remedies[code] ?? describeLookUp(error)}`)
    this.code = code
    this.syscall = syscall
    this.errno = error
    this.hostname = hostname
  }
}
