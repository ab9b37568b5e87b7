throw new Error('беда')
