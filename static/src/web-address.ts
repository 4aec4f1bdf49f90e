/** Only http and https become links: the address that came with a report may be anything. */
export function isWebAddress(address: string | null | undefined): address is string {
  return /^https?:\/\//i.test(address ?? '');
}
