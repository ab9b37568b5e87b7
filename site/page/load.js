const LOADED = {}

/** Loads a classic script once, since pages opened from the disk may load nothing else. */
export function load(name) {
  LOADED[name] ??= new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = name
    script.onload = resolve
    script.onerror = () => {
      delete LOADED[name]
      reject(new Error(name))
    }
    document.head.append(script)
  })
  return LOADED[name]
}
