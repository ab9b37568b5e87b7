// Threads that cannot start: what was given away to them is closed, what has an owner is not.
import { Socket, type SocketError, socketpair, thread } from '../../../src/socket/index.ts'

function refuse(url: string, data: { fd: number }): void {
  let why = ''
  try {
    thread(new URL(url, import.meta.url), data)
  } catch (error) {
    why = (error as Error).name
  }
  try {
    Socket.fromFd(data.fd).send('mine')
  } catch (error) {
    console.log(why, (error as SocketError).code)
  }
}

const here = import.meta.url
refuse(here, Object.assign({ fd: socketpair()[0].detach() }, { call: () => {} }))
refuse('./no-such-program.ts', { fd: socketpair()[0].detach() })
const [one, other] = socketpair()
refuse('./no-such-program.ts', { fd: one.fileno() })
console.log(String(other.recv(10)))
process.exit()
