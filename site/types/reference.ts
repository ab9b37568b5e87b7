/** Classes of live-sockets, and those that `Socket` is made of. */
const METHOD =
  /^\(method\) (?:(Epoll|Eventfd|Timerfd|Signalfd|PipeReader|PipeWriter)|Socket|Connecting|Messaging|Receiving|Sending|Configuring|Endpoint|Descriptor)(?:<[^(]*?>)?\.(\w+)/

/** The link from a tip to what the reference says of this method of the library. */
export function linkReference(signature: string): HTMLAnchorElement | undefined {
  const match = METHOD.exec(signature)
  if (match === null) return undefined
  const [, owner = 'Socket', method] = match
  const link = document.createElement('a')
  link.href = `reference.html#${owner}.${method}`
  link.textContent = 'Справочник'
  return link
}
