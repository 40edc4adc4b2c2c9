import type {} from 'face-auth-widget/element/solid';

export const check = (
  <face-auth
    class="check"
    token-url="/session"
    prop:frameUrl="https://frame.example/"
    on:approved={({ detail }) => console.log(detail.authoritative)}
  />
);

// @ts-expect-error no such mode
export const mode = <face-auth mode="popup" />;

// @ts-expect-error no attribute: with `prop:` only
export const lost = <face-auth frameUrl="https://frame.example/" />;
