import dgram from 'node:dgram'

const socket = dgram.createSocket('udp4')
socket.bind(0, '127.0.0.1', () => {
  console.log(`шлю с порта ${socket.address().port}`)
  socket.send('привет', 9000, '127.0.0.1', () => socket.close())
})
