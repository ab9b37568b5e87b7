import net from 'node:net'
import readline from 'node:readline/promises'

const socket = net.connect(8080, '127.0.0.1')
await new Promise((resolve) => socket.once('connect', resolve))
console.log(`Мой порт ${socket.localPort}`)
const terminal = readline.createInterface({ input: process.stdin, output: process.stdout })
const line = await terminal.question('Введите строку: ')
socket.write(`${line}\n`)
const [reply] = await new Promise((resolve) => socket.once('data', (...args) => resolve(args)))
console.log(`Ответ: ${String(reply).trim()}`)
terminal.close()
socket.end()
