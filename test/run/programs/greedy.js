import net from 'node:net'

// Answers as it should, and never closes its end.
const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  socket.on('error', () => {})
  socket.on('data', (bytes) => socket.write(bytes))
})
server.listen(0, '127.0.0.1')
