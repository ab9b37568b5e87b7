console.log('думаю')
setInterval(() => {}, 1000)
