import { isDarwin } from '../platform.ts'
import { program } from './libc.ts'

// epoll(7) is of Linux alone; the functions are looked up when the first Epoll is made.

type Call<Arguments extends unknown[]> = (...args: Arguments) => number

interface EpollCalls {
  epoll_create1: Call<[number]>
  epoll_ctl: Call<[number, number, number, Int32Array]>
  epoll_wait: Call<[number, Int32Array, number, number]>
}

/** The three calls of epoll(7). */
export function loadEpoll(): EpollCalls {
  if (isDarwin) throw new Error('Epoll есть только в Linux; в macOS пользуйтесь poll()')
  const prototypes = {
    epoll_create1: 'int epoll_create1(int)',
    epoll_ctl: 'int epoll_ctl(int, int, int, void *)',
    epoll_wait: 'int epoll_wait(int, void *, int, int)',
  }
  const calls = Object.entries(prototypes).map(([name, text]) => [name, program.func(text)])
  return Object.fromEntries(calls) as EpollCalls
}
