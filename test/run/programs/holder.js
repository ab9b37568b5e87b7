import net from 'node:net'

process.on('SIGHUP', () => {})
net.createServer().listen(Number(process.env.HOLD ?? 8080), '127.0.0.1', () => console.log('держу'))
