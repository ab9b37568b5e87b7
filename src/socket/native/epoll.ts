import { isDarwin } from '../platform.ts'
import { program } from './libc.ts'
import { createLocate } from './locate.ts'

// epoll(7) is of Linux alone; the functions are looked up when the first Epoll is made.

type Call<Arguments extends unknown[]> = (...args: Arguments) => number

interface EpollCalls {
  epoll_create1: Call<[number]>
  epoll_ctl: Call<[number, number, number, Int32Array]>
  /** `events` has room for `limit` events of EPOLL_EVENT_SIZE bytes. */
  epoll_wait: Call<[number, Int32Array, number, number]>
}

/** The three calls of epoll(7). */
export function loadEpoll(): EpollCalls {
  if (isDarwin) throw new Error('Epoll есть только в Linux; в macOS пользуйтесь poll()')
  const prototypes = {
    epoll_create1: 'int epoll_create1(int)',
    epoll_ctl: 'int epoll_ctl(int, int, int, void *)',
  }
  const calls = Object.entries(prototypes).map(([name, text]) => [name, program.func(text)])
  const wait = program.func('int epoll_wait(int, uintptr_t, int, int)')
  const locate = createLocate()
  return {
    ...(Object.fromEntries(calls) as Pick<EpollCalls, 'epoll_create1' | 'epoll_ctl'>),
    epoll_wait: (fd, events, limit, timeout) => wait(fd, locate(events), limit, timeout) as number,
  }
}
