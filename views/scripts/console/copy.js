// A text that is still being fetched, onto the clipboard while the click that asked for it still counts.
export async function copy(text) {
  if (window.ClipboardItem && navigator.clipboard && navigator.clipboard.write) {
    const blob = text.then((value) => new Blob([value], { type: 'text/plain' }));
    return navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
  }
  return navigator.clipboard.writeText(await text);
}
