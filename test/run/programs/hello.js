process.stdout.write('Hello from server!')
