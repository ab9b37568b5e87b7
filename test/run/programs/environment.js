const odd = Object.keys(process.env).filter((name) =>
  /^(PYTHON|NODE_|npm_|NO_COLOR|VITEST)/.test(name),
)
console.log(`лишнее: ${odd.join(', ') || 'ничего'}`)
console.log(`PORT=${process.env.PORT} TERM=${process.env.TERM} ${process.argv.slice(2).join('|')}`)
