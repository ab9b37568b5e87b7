import net from 'node:net'

net.createServer().listen(process.argv[2])
