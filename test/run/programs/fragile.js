import net from 'node:net'

// Takes a piece for a message, has no answer for who has gone, and dies of a reset.
const server = net.createServer((socket) => {
  socket.on('data', (bytes) => socket.write(`[${bytes}]`))
})
server.listen(0, '127.0.0.1')
