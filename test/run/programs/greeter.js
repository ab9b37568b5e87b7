import net from 'node:net'

// One client: greets, answers one line, closes.
const server = net.createServer((socket) => {
  socket.write('представьтесь\n')
  socket.once('data', (bytes) => socket.end(`привет, ${bytes.toString().trim()}\n`))
})
server.listen(8080, '127.0.0.1')
