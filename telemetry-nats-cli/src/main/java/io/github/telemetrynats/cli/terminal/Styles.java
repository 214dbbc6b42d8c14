/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.telemetrynats.cli.terminal;

/**
 * Colours, if there are any. Immutable.
 */
public final class Styles {

	/**
	 * Told apart by people with the usual kinds of colour blindness; no red, no yellow.
	 */
	private static final int[] SERVICES = { 32, 74, 38, 110, 141, 176, 66, 108, 72, 139, 67, 179 };

	private static final int[] FEW_SERVICES = { 36, 35, 34, 32, 96, 95 };

	private final boolean on;

	private final boolean many;

	Styles(boolean on, boolean many) {
		this.on = on;
		this.many = many;
	}

	/**
	 * Return whether there are colours.
	 * @return whether texts are changed at all
	 */
	public boolean on() {
		return this.on;
	}

	/**
	 * Colour what belongs to a service: the same colour for the same name everywhere.
	 * @param service the service's name
	 * @param text the text
	 * @return the text in the service's colour
	 */
	public String service(String service, String text) {
		int hash = Math.floorMod((service.hashCode() * 0x9E3779B9) >>> 4,
				this.many ? SERVICES.length : FEW_SERVICES.length);
		return style(this.many ? "38;5;" + SERVICES[hash] : Integer.toString(FEW_SERVICES[hash]), text);
	}

	/**
	 * Colour a text by a level.
	 * @param level such as {@code error}
	 * @param text the text
	 * @return the text in the level's colour
	 */
	public String level(String level, String text) {
		return switch (level) {
			case "error" -> style("1;31", text);
			case "warn" -> style("33", text);
			case "debug", "trace" -> dim(text);
			default -> text;
		};
	}

	/**
	 * Show that something failed.
	 * @param text the text
	 * @return the text in red
	 */
	public String error(String text) {
		return style("31", text);
	}

	/**
	 * Put a text into the background.
	 * @param text the text
	 * @return the dimmed text
	 */
	public String dim(String text) {
		return style("2", text);
	}

	/**
	 * Put a text into the foreground.
	 * @param text the text
	 * @return the bold text
	 */
	public String bold(String text) {
		return style("1", text);
	}

	/**
	 * Show a hit.
	 * @param text the text
	 * @return the text in reverse
	 */
	public String hit(String text) {
		return style("7", text);
	}

	private String style(String code, String text) {
		return (this.on && !text.isEmpty()) ? "\u001b[" + code + 'm' + text + "\u001b[0m" : text;
	}

}
