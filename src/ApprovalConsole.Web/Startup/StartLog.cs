namespace ApprovalConsole.Web;

/// <summary>While the console starts, its host keeps quiet: what ends a start is said by the program, in one line where it was a setting.</summary>
internal sealed class StartLog
{
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";

    private volatile bool _hasStarted;

    public static StartLog Add(WebApplicationBuilder builder)
    {
        var log = new StartLog();
        builder.Logging.AddFilter(Host, level => log._hasStarted && level >= LogLevel.Warning);
        builder.Services.AddSingleton(log);
        return log;
    }

    public void SayStarted() => _hasStarted = true;
}
