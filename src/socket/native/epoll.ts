import { lengthOf } from '../system/memory.ts'
import { EPOLL_EVENT_SIZE, isDarwin } from '../system/platform.ts'
import { type Native, native } from './libc.ts'
import { createLocate } from './locate.ts'
import { MINE, owned } from './owned.ts'

// epoll(7) is of Linux alone; the functions are looked up when the first Epoll is made.

interface EpollCalls {
  epoll_create1: Native<[number]>
  epoll_ctl: Native<[number, number, number, Int32Array]>
  /** `events` has room for `limit` events of EPOLL_EVENT_SIZE bytes. */
  epoll_wait: Native<[number, Int32Array, number, number]>
}

/** The three calls of epoll(7). */
export function loadEpoll(): EpollCalls {
  if (isDarwin) throw new Error('Epoll есть только в Linux; в macOS пользуйтесь poll()')
  const create = native<[number]>('int epoll_create1(int)')
  const wait = native<[number, number, number, number]>('int epoll_wait(int, uintptr_t, int, int)')
  const locate = createLocate()
  return {
    epoll_create1(flags) {
      const fd = create(flags)
      owned[fd] = MINE
      return fd
    },
    epoll_ctl: native('int epoll_ctl(int, int, int, void *)'),
    epoll_wait(fd, events, limit, timeout) {
      const room = Math.floor(lengthOf(events) / EPOLL_EVENT_SIZE)
      return wait(fd, locate(events), Math.min(limit, room), timeout)
    },
  }
}
