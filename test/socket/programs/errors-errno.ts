// Between the call that fails and its error, other native calls fail too: a listener of traces
// looks for a file that is not there.
import { existsSync } from 'node:fs'
import { AF_INET, SOCK_STREAM, Socket, type SocketError, trace } from '../../../src/socket/index.ts'

trace(() => existsSync('/no/such/file'))
const gone = new Socket(AF_INET, SOCK_STREAM)
gone.bind({ address: '127.0.0.1' })
const address = gone.getsockname()
gone.close()
using client = new Socket(AF_INET, SOCK_STREAM)
try {
  client.connect(address)
} catch (error) {
  console.log((error as SocketError).code)
}
