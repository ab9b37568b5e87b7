// The measured event loop of node:net: an echo server; prints its port.
import { type AddressInfo, createServer } from 'node:net'

const server = createServer({ noDelay: true }, (socket) => {
  socket.on('data', (data) => socket.write(data))
  socket.on('error', () => {})
})
server.listen(0, '127.0.0.1', 1024, () => console.log((server.address() as AddressInfo).port))
