using System.Net;
using ApprovalConsole.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Tests.Wire;

/// <summary>A database that does not answer is told from a fault of the console: who asked may ask again.</summary>
public sealed class UnreadDatabaseTests
{
    [Theory]
    [InlineData("/api/bare", 503, "unavailable")]
    [InlineData("/api/wrapped", 503, "unavailable")]
    [InlineData("/api/other", 500, "error")]
    public async Task Who_reads_while_the_database_is_away_is_told_to_ask_again(string path, int status, string code)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.UseProblems();
        app.MapGet("/api/bare", IResult () => throw new SqliteException("disk I/O error", 10));
        app.MapGet("/api/wrapped", IResult () => throw new InvalidOperationException("likely transient", new SqliteException("busy", 5)));
        app.MapGet("/api/other", IResult () => throw new InvalidOperationException("a bug"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };

        using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode)status, answer.StatusCode);
        Assert.Contains($"\"code\":\"{code}\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(status == 503, answer.Headers.RetryAfter is not null);
    }
}
