import net from 'node:net'

const server = net.createServer().listen(8080, '127.0.0.1', () => console.log('жду'))
process.on('SIGINT', () => {
  console.log('ухожу')
  server.close()
})
