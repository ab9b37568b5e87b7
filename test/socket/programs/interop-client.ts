// Says hello to a server on a port, and reads to the end.
import { AF_INET, SHUT_WR, SOCK_STREAM, Socket } from '../../../src/socket/index.ts'

using client = new Socket(AF_INET, SOCK_STREAM)
client.connect({ address: '127.0.0.1', port: Number(process.argv[2]) })
client.sendall('hello, python')
client.shutdown(SHUT_WR)
const answer = client.recv(100)
console.log(`${answer}; ${client.recv(100).length === 0 ? 'end' : 'more'}`)
