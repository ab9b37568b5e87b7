import net from 'node:net'

console.log('Сервер слушает')
setTimeout(() => net.createServer((socket) => socket.end('ответ\n')).listen(8080, '127.0.0.1'), 250)
