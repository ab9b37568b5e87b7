import net from 'node:net'

const open = () =>
  new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => resolve(server))
  })
const servers = [await open(), await open()]
const ports = servers.map((server) => server.address().port)
console.log(`первый ${ports[0]}, второй ${ports[1]}`)
console.log(`ответил ${ports[Number(process.argv[2])]}`)
for (const server of servers) server.close()
