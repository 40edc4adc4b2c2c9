export interface PanelSettings { locale?: string; messages?: Record<string, string>; mode?: string; }
export interface Panel { show(view: number, about: unknown, handoff: boolean): void; close(): void; }
export function open(place: ShadowRoot | HTMLElement, settings: PanelSettings, act: (action: number) => void): Panel { void place; void settings; void act; return { show() {}, close() {} }; }
