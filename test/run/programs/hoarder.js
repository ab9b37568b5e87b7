import net from 'node:net'

// Answers when a line has ended, and gathers it however long it grows.
const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  let rest = ''
  socket.setEncoding('latin1')
  socket.on('data', (text) => {
    rest += text
  })
  socket.on('end', () => socket.end(rest))
  socket.on('error', () => {})
})
server.listen(0, '127.0.0.1')
