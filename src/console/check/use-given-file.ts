import { useEffect, useState } from 'react';

/**
 * A file that is dropped or pasted anywhere on the page; of pasted text, what can be evidence.
 *
 * @returns whether one is held over the page
 */
export function useGivenFile(onFile: (file: File) => void): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const drag = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      // Else the browser would leave the page and open the file.
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      // From one element to the next it stays over the page.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      // A place of its own on the page has taken it.
      if (event.defaultPrevented) return;
      const file = event.dataTransfer?.files[0];
      if (file === undefined) return;
      event.preventDefault();
      onFile(file);
    };
    const paste = (event: ClipboardEvent): void => {
      const file = event.clipboardData?.files[0] ?? textFile(event.clipboardData);
      if (file === undefined) return;
      event.preventDefault();
      onFile(file);
    };
    document.addEventListener('dragover', drag);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('dragover', drag);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
      document.removeEventListener('paste', paste);
    };
  }, [onFile]);
  return isOver;
}

/** Evidence is one object of JSON; what else is pasted goes where it was pasted. */
function textFile(pasted: DataTransfer | null): File | undefined {
  const text = pasted?.getData('text').trim() ?? '';
  if (!/^\{[\s\S]+\}$/u.test(text)) return undefined;
  return new File([text], 'pasted.custody.json', { type: 'application/json' });
}
