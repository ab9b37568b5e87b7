console.log('всё напечатано')
process.exitCode = 1
