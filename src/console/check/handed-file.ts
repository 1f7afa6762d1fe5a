/** From the page it was given to, to the page that verifies it. */
let handed: File | undefined;

export function handOver(file: File): void {
  handed = file;
}

/** Once: whoever comes to that page by himself finds nothing opened. */
export function takeHanded(): File | undefined {
  const file = handed;
  handed = undefined;
  return file;
}
