import readline from 'node:readline'

// Without `output` the terminal stays in line mode, as it is for Python's input().
for await (const line of readline.createInterface({ input: process.stdin })) {
  console.log(`получено: ${line}`)
}
console.log('конец ввода')
