const line = `${'x'.repeat(99)}\n`
for (let i = 0; i < 1_000_000; i += 1) process.stdout.write(line)
