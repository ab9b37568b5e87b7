console.log(`случайное число ${Math.random()}`)
