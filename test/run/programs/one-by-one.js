import net from 'node:net'

// Serves one client and hears the next when that one has gone; reads nothing meanwhile.
let busy = Promise.resolve()
const server = net.createServer({ pauseOnConnect: true }, (socket) => {
  socket.on('error', () => {})
  busy = busy.then(() => {
    socket.once('data', (bytes) => socket.write(`[${bytes}]`))
    socket.resume()
    return new Promise((resolve) => socket.once('close', resolve))
  })
})
server.listen(0, '127.0.0.1')
