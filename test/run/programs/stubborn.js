import net from 'node:net'

process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
net.createServer().listen(8080, '127.0.0.1', () => console.log('не уйду'))
