/** Returns a function that shows on a button whether something plays. */
export function playSign(play: HTMLButtonElement): (playing: boolean) => void {
  let shown: boolean | undefined;
  return (playing) => {
    if (playing === shown) return;
    shown = playing;
    play.innerHTML = playing
      ? '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 3h3v10H4zM9 3h3v10H9z"/></svg>'
      : '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 2.5v11l9-5.5z"/></svg>';
    play.ariaPressed = String(playing);
  };
}
