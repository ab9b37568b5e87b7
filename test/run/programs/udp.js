import dgram from 'node:dgram'

const socket = dgram.createSocket('udp4')
socket.on('message', (bytes, from) => console.log(`${bytes} от ${from.port}`))
console.log('жду датаграмму')
setTimeout(() => socket.bind(9000, '127.0.0.1'), 100)
