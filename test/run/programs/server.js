import net from 'node:net'

const server = net.createServer((socket) => {
  console.log(`Подключился клиент: ${socket.remoteAddress}:${socket.remotePort}`)
  socket.on('data', (bytes) => socket.write(bytes.toString().toUpperCase()))
  socket.on('end', () => console.log(`Отключился клиент: ${socket.remotePort}`))
  socket.on('error', () => {})
})
server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
  console.log(`Сервер слушает 127.0.0.1:${server.address().port}`)
})
