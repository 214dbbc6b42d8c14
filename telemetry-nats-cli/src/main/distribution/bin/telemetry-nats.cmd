@echo off
rem Starts telemetry-nats. TELEMETRY_NATS_JAVA_OPTS: further options of the JVM.
setlocal
set "LIB=%~dp0..\lib"
set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
set "CP=%LIB%\telemetry-nats-cli.jar;%LIB%\telemetry-nats-core.jar;%LIB%\jnats.jar;%LIB%\jackson-core.jar"
set "CP=%CP%;%LIB%\picocli.jar;%LIB%\jspecify.jar;%LIB%\bcprov.jar"
set "CP=%CP%;%LIB%\opentelemetry-proto.jar;%LIB%\protobuf-java.jar;%LIB%\prometheus-metrics-model.jar"
set "CP=%CP%;%LIB%\prometheus-metrics-config.jar;%LIB%\prometheus-metrics-exposition-textformats.jar"
set "COMPILER=-XX:TieredStopAtLevel=1"
if "%~1"=="bridge" set "COMPILER=-XX:+TieredCompilation"
"%JAVA%" %COMPILER% -XX:+UseSerialGC -XX:-UsePerfData -Xlog:disable %TELEMETRY_NATS_JAVA_OPTS% -cp "%CP%" io.github.telemetrynats.cli.TelemetryNats %*
exit /b %ERRORLEVEL%
