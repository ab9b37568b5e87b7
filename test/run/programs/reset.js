import net from 'node:net'

const server = net.createServer((socket) => {
  socket.on('error', () => {})
  socket.once('data', () => socket.resetAndDestroy())
})
server.listen(Number(process.env.PORT), '127.0.0.1')
