import { useEffect, useRef, useState } from 'react';
import type { MessageKey } from '../../messages/messages.js';
import { useSay } from '../language/language.js';
import { FileDrop } from './file-drop.js';
import { readCode } from './read-code.js';

interface ScanCodeProps {
  /** What the code says; nobody has judged it yet. */
  readonly found: (text: string) => void;
}

type Camera = 'starting' | 'on' | 'denied' | 'none' | 'broken';

const SAID: Readonly<Record<Camera, MessageKey>> = {
  starting: 'scan.starting',
  on: 'scan.on',
  denied: 'scan.denied',
  none: 'scan.none',
  broken: 'scan.broken',
};

/** Between two looks: a phone has other things to do. */
const LOOK_MS = 200;

/** Reads the QR code of a label, with the camera where there is one, or from a picture. Nothing leaves the page. */
export function ScanCode({ found }: ScanCodeProps) {
  const say = useSay();
  const [isUnread, setUnread] = useState(false);
  const read = async (file: File): Promise<void> => {
    setUnread(false);
    const picture = await createImageBitmap(file).catch(() => undefined);
    const text = picture && readCode(picture, document.createElement('canvas'));
    if (text === undefined) setUnread(true);
    else found(text);
  };
  return (
    <section className="panel scan" aria-labelledby="scan-title">
      <h2 id="scan-title">{say('scan.title')}</h2>
      {hasCamera() ? <CameraView found={found} /> : null}
      <FileDrop label={say('scan.picture')} accept="image/*" onFile={(file) => void read(file)} />
      {isUnread ? (
        <p className="notice" data-tone="warn" role="alert">
          {say('scan.unread')}
        </p>
      ) : null}
    </section>
  );
}

function CameraView({ found }: ScanCodeProps) {
  const say = useSay();
  const video = useRef<HTMLVideoElement>(null);
  const [camera, setCamera] = useState<Camera>('starting');
  const tell = useRef(found);
  tell.current = found;
  useEffect(() => {
    const ending = new AbortController();
    const element = video.current;
    if (element !== null)
      void look({
        element,
        signal: ending.signal,
        tell: (text) => tell.current(text),
        setCamera,
      });
    return () => ending.abort();
  }, []);
  const isOff = camera === 'denied' || camera === 'none' || camera === 'broken';
  return (
    <>
      <video ref={video} muted playsInline hidden={isOff} aria-label={say('scan.view')} />
      <p className={isOff ? 'notice' : 'hint'} data-tone={isOff ? 'warn' : undefined} role="status">
        {say(SAID[camera])}
      </p>
    </>
  );
}

interface Looking {
  readonly element: HTMLVideoElement;
  readonly signal: AbortSignal;
  readonly tell: (text: string) => void;
  readonly setCamera: (camera: Camera) => void;
}

/** Looks until a code is found or the reader goes away; then the camera is off. */
async function look({ element, signal, tell, setCamera }: Looking): Promise<void> {
  let stream: MediaStream | undefined;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'environment', width: { ideal: 1280 } },
    });
    if (signal.aborted) return;
    element.srcObject = stream;
    await element.play();
    setCamera('on');
    const text = await codeIn(element, signal);
    if (text !== undefined) tell(text);
  } catch (error) {
    if (!signal.aborted) setCamera(faultOf(error));
  } finally {
    for (const track of stream?.getTracks() ?? []) track.stop();
  }
}

async function codeIn(element: HTMLVideoElement, signal: AbortSignal): Promise<string | undefined> {
  const canvas = document.createElement('canvas');
  while (!signal.aborted) {
    const text = readCode(element, canvas);
    if (text !== undefined) return text;
    // One look after the other.
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return undefined;
}

function faultOf(error: unknown): Camera {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'none' : 'broken';
}

/** Over plain HTTP a browser has no camera for pages. */
function hasCamera(): boolean {
  return 'mediaDevices' in navigator && 'getUserMedia' in navigator.mediaDevices;
}
